"""Make the browser ready and name it, where one can watch: inside pytest its fetching would be silent."""

import sys

from tests.support.browser import Unavailable, chromium

if __name__ == "__main__":
    try:
        print(chromium().program)
    except Unavailable as fault:
        sys.exit(str(fault))
