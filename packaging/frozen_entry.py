"""Where the packaged program begins: helpers of the standard library that call it again get their due first."""

import multiprocessing

from reviewer_app.__main__ import main

if __name__ == "__main__":
    # Shared memory starts a tracker by calling this very program with `-c`; this line answers that call.
    multiprocessing.freeze_support()
    main()
