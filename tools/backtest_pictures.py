"""The pictures of docs/backtest.md, as SVG: observed as points and bars, modelled as lines."""
import math
from xml.sax.saxutils import escape

INK, FAINT, GRID, PAPER = "#1d2733", "#5b6775", "#e3e7ec", "#ffffff"
ABROAD, HOME, RENT = "#1f5fa8", "#c8501e", "#2e8b57"
STYLE = f""".tick{{font-size:11.5px;fill:{FAINT}}}.end{{text-anchor:end}}.mid{{text-anchor:middle}}
.head{{font-size:14px;font-weight:600;fill:{INK}}}.title{{font-size:18px;font-weight:600;fill:{INK}}}
.note{{font-size:12.5px;fill:{FAINT}}}.grid{{stroke:{GRID};stroke-width:1}}"""

LICENCE_2010 = 15.0       # USD per kg for an export licence in July 2010 (Japan Metal Bulletin)
LEFT_2011 = 16.9 * 2.2    # kt: customs of 2011 times what the white paper of June 2012 says left the country
QUOTAS = {2009: 50.145, 2010: 30.258, 2011: 30.246, 2012: 30.996, 2013: 30.999}  # kt, Ministry of Commerce


def year_of(month, middle=0.5):
    """2011-07 as 2011.54: the middle of the month."""
    return int(month[:4]) + (int(month[5:7]) - 1 + middle) / 12.0


class Panel:
    """One chart: a box, two scales, and what is drawn in them."""

    def __init__(self, x, y, width, height, first, last, low, high, log):
        self.x, self.y, self.width, self.height = x, y, width, height
        self.first, self.last, self.log = first, last, log
        self.low, self.high = (math.log10(low), math.log10(high)) if log else (low, high)
        self.parts = []

    def at(self, year):
        return self.x + self.width * (year - self.first) / (self.last - self.first)

    def up(self, value):
        if self.log:
            value = math.log10(max(value, 1e-9))
        share = (value - self.low) / (self.high - self.low)
        return self.y + self.height * (1.0 - min(max(share, 0.0), 1.0))

    def head(self, text, unit):
        self.parts.append(f'<text x="{self.x}" y="{self.y - 22}" class="head">{escape(text)}</text>'
                          f'<text x="{self.x}" y="{self.y - 7}" class="tick">{escape(unit)}</text>')

    def rows(self, values, words=None):
        for value in values:
            y = self.up(value)
            text = words(value) if words else f"{value:,g}"
            self.parts.append(f'<line x1="{self.x}" x2="{self.x + self.width}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
                              f'<text x="{self.x - 7}" y="{y + 4:.1f}" class="tick end">{text}</text>')

    def years(self, years):
        for year in years:
            x = self.at(year)
            self.parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{self.y}" y2="{self.y + self.height}" class="grid"/>')
            if year + 0.5 < self.last:
                self.parts.append(f'<text x="{self.at(year + 0.5):.1f}" y="{self.y + self.height + 17}"'
                                  f' class="tick mid">{year}</text>')

    def months(self, year):
        for month, letter in enumerate("JFMAMJJASOND"):
            self.parts.append(f'<text x="{self.at(year + (month + 0.5) / 12):.1f}" y="{self.y + self.height + 17}"'
                              f' class="tick mid">{letter}</text>')

    def line(self, rows, colour, width=2.2, dash=""):
        points = " ".join(f"{self.at(x):.1f},{self.up(v):.1f}" for x, v in rows if not math.isnan(v))
        self.parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"'
                          f' stroke-linejoin="round" stroke-dasharray="{dash}"/>')

    def point(self, first, last, value, colour):
        """A dot for a month or less, a bar over a longer time."""
        y = self.up(value)
        if last - first > 0.12:
            self.parts.append(f'<line x1="{self.at(first):.1f}" x2="{self.at(last):.1f}" y1="{y:.1f}" y2="{y:.1f}"'
                              f' stroke="{colour}" stroke-width="5" stroke-linecap="butt" opacity="0.55"/>')
        else:
            self.parts.append(f'<circle cx="{self.at((first + last) / 2):.1f}" cy="{y:.1f}" r="3.4" fill="{PAPER}"'
                              f' stroke="{colour}" stroke-width="1.8"/>')

    def column(self, first, last, value, colour):
        y = self.up(value)
        self.parts.append(f'<rect x="{self.at(first):.1f}" width="{self.at(last) - self.at(first):.1f}" y="{y:.1f}"'
                          f' height="{self.y + self.height - y:.1f}" fill="{colour}" opacity="0.32"/>')

    def svg(self):
        return "\n".join(self.parts)


def drawing(width, height, title, note, body, keys):
    legend, x = [], 24
    for words, colour, kind in keys:
        y = height - 18
        if kind == "line":
            mark = f'<line x1="{x}" x2="{x + 26}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="2.4"/>'
        elif kind == "column":
            mark = f'<rect x="{x}" y="{y - 11}" width="26" height="12" fill="{colour}" opacity="0.32"/>'
        elif kind == "step":
            mark = (f'<line x1="{x}" x2="{x + 26}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="1.6"'
                    f' stroke-dasharray="4 3"/>')
        else:
            mark = (f'<line x1="{x}" x2="{x + 26}" y1="{y - 4}" y2="{y - 4}" stroke="{colour}" stroke-width="5" opacity="0.55"/>'
                    f'<circle cx="{x + 13}" cy="{y - 4}" r="3.4" fill="{PAPER}" stroke="{colour}" stroke-width="1.8"/>')
        legend.append(mark + f'<text x="{x + 34}" y="{y}" class="note">{escape(words)}</text>')
        x += 56 + 7.0 * len(words)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"
 font-family="system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif" role="img" aria-label="{escape(title)}">
<style>{STYLE}</style>
<rect width="100%" height="100%" fill="{PAPER}"/>
<text x="24" y="32" class="title">{escape(title)}</text>
<text x="24" y="52" class="note">{escape(note)}</text>
{chr(10).join(body)}
{chr(10).join(legend)}
</svg>
"""


def model_months(rows, scale):
    return [(year_of(m), v / scale) for m, months, o, v in rows if o is None]


def draw_observed(panel, rows, scale, colour):
    for month, months, observed, _ in rows:
        if observed is not None and months <= 12:
            panel.point(year_of(month, 0.0), year_of(month, 0.0) + months / 12.0, observed / scale, colour)


def prices_picture(points, rent, implied):
    """Nine panels of 2009 to 2013: eight oxides abroad and at home, and the worth of a tonne of quota."""
    elements = [("la", "Lanthanum"), ("ce", "Cerium"), ("ndpr", "Neodymium-praseodymium"), ("sm", "Samarium"),
                ("eu", "Europium"), ("tb", "Terbium"), ("dy", "Dysprosium"), ("y", "Yttrium")]
    ranges = {"la": (1, 200), "ce": (1, 200), "ndpr": (10, 500), "sm": (1, 200), "eu": (200, 6000), "tb": (200, 4000),
              "dy": (50, 3000), "y": (5, 100)}
    width, height, gap_x, gap_y, body = 300, 150, 66, 82, []
    for k in range(9):
        x, y = 66 + (k % 3) * (width + gap_x), 112 + (k // 3) * (height + gap_y)
        if k == 8:
            panel = Panel(x, y, width, height, 2009, 2014, 0, 80, False)
            panel.rows([0, 20, 40, 60, 80])
            panel.years(range(2009, 2014))
            panel.head("The worth of a tonne of quota", "USD per kg")
            panel.line([(year_of(m), v) for m, v in sorted(rent.items())], RENT)
            panel.point(2010 + 6 / 12, 2010 + 7 / 12, LICENCE_2010, RENT)
            for quarter, goods in implied.items():
                light = [goods[g] for g in ("la-oxide", "ce-oxide") if g in goods]
                if light:
                    first = int(quarter[:4]) + (int(quarter[-1]) - 1) / 4.0
                    panel.point(first, first + 0.25, max(0.0, sum(light) / len(light)), RENT)
            body.append(panel.svg())
            continue
        key, name = elements[k]
        low, high = ranges[key]
        panel = Panel(x, y, width, height, 2009, 2014, low, high, True)
        decades = [d * 10 ** e for e in range(-1, 5) for d in (1, 3) if low <= d * 10 ** e <= high]
        panel.rows(decades)
        panel.years(range(2009, 2014))
        panel.head(name, "USD per kg of oxide, logarithmic")
        for place, colour in (("china", HOME), ("rest", ABROAD)):
            rows = points.get(f"price of {key}-oxide, {place}")
            if rows:
                panel.line(model_months(rows, 1000.0), colour)
                draw_observed(panel, rows, 1000.0, colour)
        body.append(panel.svg())
    return drawing(1160, 112 + 3 * (height + gap_y), "Rare-earth prices from 2009 to 2013, modelled and observed",
                   "In go quotas, duties, plans and dates as they were decided; the base year is 2009. One set of "
                   "behavioural parameters, the same as for 2025.", body,
                   [("abroad (FOB China), model", ABROAD, "line"), ("observed", ABROAD, "point"),
                    ("in China without VAT, model", HOME, "line"), ("observed", HOME, "point"),
                    ("quota, model", RENT, "line"), ("from observed prices", RENT, "point")])


def exports_picture(points):
    """Exports against quota and customs; mines outside China."""
    body = []
    panel = Panel(74, 112, 480, 250, 2009, 2014, 0, 60, False)
    panel.rows([0, 10, 20, 30, 40, 50, 60])
    panel.years(range(2009, 2014))
    panel.head("What left China", "thousand tonnes a year, all rare earths")
    rows = points["oxide from china to world"]
    for year, amount in QUOTAS.items():
        panel.line([(year, amount), (year + 1, amount)], RENT, 1.6, "4 3")
    for month, months, observed, _ in rows:
        if observed is not None and months == 12:
            panel.column(int(month[:4]) + 0.12, int(month[:4]) + 0.88, observed / 1000.0, INK)
    panel.line([(year_of(m), v * 12 / 1000.0) for m, months, o, v in rows if o is None], ABROAD)
    panel.point(2011.4, 2011.6, LEFT_2011, HOME)
    body.append(panel.svg())
    panel = Panel(640, 112, 480, 250, 2009, 2014, 0, 16, False)
    panel.rows([0, 4, 8, 12, 16])
    panel.years(range(2009, 2014))
    panel.head("Mined outside China", "thousand tonnes a year: the United States, Russia, Australia")
    places = ("usa", "russia", "australia")
    for year in range(2009, 2014):
        observed = 0.0
        for place in places:
            observed += sum(o for m, months, o, _ in points.get(f"output of mine, {place}", [])
                            if o is not None and m[:4] == str(year) and months == 12)
        panel.column(year + 0.12, year + 0.88, observed / 1000.0, INK)
    months = {}
    for place in places:
        for month, _, observed, model in points.get(f"output of mine, {place}", []):
            if observed is None:
                months[month] = months.get(month, 0.0) + model * 12 / 1000.0
    panel.line([(year_of(m), v) for m, v in sorted(months.items())], ABROAD)
    body.append(panel.svg())
    return drawing(1160, 430, "Exports under quota, and supply elsewhere, 2009 to 2013",
                   "Months of the model as a rate a year. Columns: customs of China; geological surveys (stocks of old ore "
                   "worked at Mountain Pass are in the model, not in the surveys).", body,
                   [("model", ABROAD, "line"), ("observed", INK, "column"), ("quota of the year", RENT, "step"),
                    ("with smuggling, as the white paper of 2012 has it", HOME, "point")])


def licences_picture(points, curves):
    """2025: magnets by month, and heavy rare earths inside and outside China."""
    body = []

    def scene(x, y, high, rows, title, unit, log=False, low=0.0):
        panel = Panel(x, y, 480, 190, 2025, 2026, low, high, log)
        panel.rows(rows)
        panel.months(2025)
        panel.head(title, unit)
        return panel

    for x, name, title, high, rows in (
            (74, "magnet from china to world", "Magnets from China to the world", 8, [0, 2, 4, 6, 8]),
            (640, "magnet from china to united-states", "Magnets from China to the United States", 1.2,
             [0, 0.3, 0.6, 0.9, 1.2])):
        panel = scene(x, 112, high, rows, title, "thousand tonnes a month")
        for month, months, observed, model in points[name]:
            if observed is not None and months == 1 and month[:4] == "2025":
                panel.column(year_of(month, 0.14), year_of(month, 0.86), observed / 1000.0, INK)
        panel.line([(year_of(m), v / 1000.0) for m, months, o, v in points[name] if o is None and m[:4] == "2025"],
                   ABROAD)
        body.append(panel.svg())
    for x, good, title, low, high, rows in (
            (74, "dy-oxide", "Dysprosium oxide", 100, 2000, [100, 200, 500, 1000, 2000]),
            (640, "tb-oxide", "Terbium oxide", 500, 5000, [500, 1000, 2000, 5000])):
        panel = scene(x, 390, high, rows, title, "USD per kg, logarithmic", True, low)
        for place, colour in (("china", HOME), ("germany", ABROAD)):
            observed, model = curves[good, place]
            panel.line([(year_of(m), v / 1000.0) for m, v in sorted(model.items()) if (m or "")[:5] == "2025-"], colour)
            for month, value in observed.items():
                if month[:4] == "2025":
                    panel.point(year_of(month, 0.0), year_of(month, 1.0), value / 1000.0, colour)
        body.append(panel.svg())
    return drawing(1160, 660, "The licences of April 2025, modelled and observed",
                   "In go 45 working days to a decision, a quarter granted of the applications of April, and all that were "
                   "filed later. Parameters as for 2009 to 2013.", body,
                   [("outside China, model", ABROAD, "line"), ("observed", ABROAD, "point"),
                    ("in China without VAT, model", HOME, "line"), ("observed", HOME, "point"),
                    ("exports by customs", INK, "column")])
