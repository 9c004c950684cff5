import subprocess
import sys


def ran(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_what_is_imported_is_out_of_the_collectors_sight_and_the_rest_is_not():
    code = (
        "import gc; from draftreel.modules import importing\n"
        "with importing(): import json; print(gc.isenabled())\n"
        "after = [[]]\n"
        "seen = {id(each) for each in gc.get_objects()}\n"
        "print(gc.isenabled(), id(json.JSONEncoder) in seen, id(after) in seen)"
    )
    assert ran(code) == ["False", "True", "False", "True"]


def test_the_collector_goes_on_after_an_import_that_fails():
    code = (
        "import gc; from draftreel.modules import importing\n"
        "try:\n    with importing(): import no_such_module\n"
        "except ImportError: print(gc.isenabled())"
    )
    assert ran(code) == ["True"]


def test_at_the_end_nothing_is_left_to_look_through():
    """What registers before us is called after us."""
    code = (
        "import atexit, gc; from draftreel.modules import end_at_once\n"
        "atexit.register(lambda: print(len(gc.get_objects()) < 100))\n"
        "end_at_once()\n"
        "print(len(gc.get_objects()) < 100)"
    )
    assert ran(code) == ["False", "True"]
