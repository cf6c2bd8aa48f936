"""python -m ringdesk"""

from ringdesk.cli import main

main()
