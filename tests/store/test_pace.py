from dantoc.store.pace import Pace


def test_so_many_at_once_and_then_so_many_a_minute():
    now = 100.0
    pace = Pace(3, 60, lambda: now)
    assert [pace.take() for _ in range(5)] == [True, True, True, False, False]
    now += 1.0
    assert [pace.take() for _ in range(2)] == [True, False]
    now += 3_600
    assert [pace.take() for _ in range(4)] == [True, True, True, False]
