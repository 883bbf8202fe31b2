"""What draws the charts in the browser: ECharts from npm. The pages are complete without it."""

import shutil

from tools import npm
from tools.places import REQUIREMENTS, TOOLS
from tools.words import tell, warn

LOCKED = REQUIREMENTS / "charts"
PLACE = TOOLS / "static" / "echarts"
"""The site collects `.tools/static` beside its own files."""
TAKEN = ("dist/echarts.simple.min.js", "LICENSE", "NOTICE")
"""Of the package nothing else is handed out."""


def fetch() -> bool:
    """Put ECharts where the site finds it; where npm cannot be reached say so, and leave the tables alone."""
    tell("下载图表组件 ECharts …", "Fetching ECharts for the charts …")
    try:
        package = npm.ci(LOCKED, TOOLS / "charts") / "echarts"
        PLACE.mkdir(parents=True, exist_ok=True)
        for name in TAKEN:
            shutil.copy(package / name, PLACE)
    except (npm.NotInstalled, OSError) as fault:
        why = "\n".join(str(fault).splitlines()[:4])
        shutil.rmtree(PLACE, ignore_errors=True)
        warn(
            f"图表组件没有装成，页面照常使用，数字都在表格里。装好 npm 或接通网络后再运行 ./run setup 即可。原因：{why}",
            "ECharts could not be had. The pages work without it: every figure stands in a table. "
            f"Install npm or mend the network, and run ./run setup again. Why: {why}",
        )
        return False
    shutil.rmtree(TOOLS / "charts", ignore_errors=True)
    return True
