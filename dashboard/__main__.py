"""python -m dashboard"""

import sys

try:
    from dashboard.cli import main

    main()
except KeyboardInterrupt:
    sys.exit(130)
