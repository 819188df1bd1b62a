"""Runs the tests of a file and ends with the line that scripts/test.sh counts."""

from __future__ import annotations

import unittest


def run() -> bool:
    """Whether some test failed."""
    tests = unittest.defaultTestLoader.loadTestsFromName("__main__")
    result = unittest.TextTestRunner(verbosity=2).run(tests)
    # A test with subtests can fail more than once.
    failed = len({str(getattr(test, "test_case", test)) for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - failed} passed, {failed} failed")
    return not result.wasSuccessful()
