"""Our small line drawings: path data on a field of 24 by 24."""

ICONS = {
    "arrow": "M5 12h13m-5-5 5 5-5 5",
    "download": "M12 4v11m-4.5-4L12 15.5 16.5 11M5 20h14",
    "upload": "M12 16V5m-4.5 4L12 4.5 16.5 9M5 20h14",
    "file": "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 15.5h6",
    "bin": "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
    "plus": "M12 5v14M5 12h14",
    "calendar": "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8",
    "check": "M5 12.5 10 17 19 7",
    "saved": "M7.5 12.3 11 15.6 16.8 8.8M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20",
    "back": "M19 12H6m5 5-5-5 5-5",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20 20",
    "print": "M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z",
}
