from draftreel.pose import REST, Pose


def test_poses_add_offsets_and_turns_and_multiply_scales_and_opacities():
    assert Pose(0.5, 0.25, 2, 3, 90, 0.5) @ Pose(0.25, -0.25, 2, 0.5, -30, 0.5) == Pose(0.75, 0, 4, 1.5, 60, 0.25)


def test_rest_changes_nothing():
    pose = Pose(0.1, 0.2, 0.3, 0.4, 50, 0.6)
    assert pose @ REST == REST @ pose == pose
