// Everything works without this file; it only saves steps.
"use strict";
