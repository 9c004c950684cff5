import json

from draftreel.report import Report, as_json, as_markdown, summary
from draftreel.timeline import Diagnostic, Fidelity


def diagnostic(fidelity, asked="x"):
    return Diagnostic("look-unknown", fidelity, "video track 1, segment 2: sea.mp4", asked, "a dissolve")


def report(*diagnostics):
    return Report("abc", 1080, 1920, "30", 360, 12_000_000, diagnostics)


def test_a_summary_counts_by_fidelity_worst_first():
    rows = [diagnostic(Fidelity.CLOSE), diagnostic(Fidelity.STAND_IN), diagnostic(Fidelity.STAND_IN)]
    assert summary(report(*rows)) == "1080x1920, 12.0 s, 360 frames; 2 stand-in, 1 close"


def test_a_report_without_diagnostics_says_that_everything_is_exact():
    assert summary(report()).endswith("everything exact")


def test_a_film_of_sound_alone_has_no_size():
    assert summary(Report("abc", 0, 0, "30", 0, 2_500_000, ())) == "2.5 s of sound; everything exact"


def test_json_has_every_diagnostic_and_the_counts():
    record = json.loads(as_json(report(diagnostic(Fidelity.MISSING, "字"))))
    assert record["counts"] == {"missing": 1}
    assert record["diagnostics"][0]["asked"] == "字"


def test_a_name_cannot_break_the_table():
    table = as_markdown(report(diagnostic(Fidelity.MISSING, "a|b\n| <img>")))
    assert "a\\|b \\| &lt;img>" in table
