"""What `--help` says beside the options: what goes in and comes out, with an example of each."""

FRONTLINE = "Turn war reporting into sourced control maps: articles in; places, events, areas and maps out. Offline."
SUMMARIES = {
    "map": "Draw who holds what, by a baseline and the events that articles report.",
    "places": "List the places that articles name, each with where it is and how sure that is.",
    "events": "List the events that articles report: who took, lost, besieged or struck which place, when, says who.",
    "compare": "Compare who holds what on two days.",
    "gazetteer": "Add places to those that every command knows: a GeoNames dump, or your own list.",
}
_INPUT = """\
INPUT
  .txt           one article, whose title is its first full line
                   {run} report.txt{more}
  .html          a saved web page
                   {run} page.html{more}
  .json .jsonl   articles: {{"text": ..., "id": ..., "title": ..., "published": ...}}
                   {run} articles.jsonl{more}
  .rss .atom     a saved feed, an article an entry
                   {run} feed.rss{more}
  FOLDER         all of these in it, to its depths
                   {run} articles/{more}
  -              stdin: a text, or JSON
                   cat report.txt | {run} -{more}
"""
_RESOURCES = """\
YOUR OWN DATA
  gazetteer      CSV: name,lon,lat[,id,feature_code,country,population,other_names], a
                 GeoJSON of points, or a GeoNames dump; `frontline gazetteer add` keeps one
                   Qamhana,36.7386,35.2108
  actors         TOML: [[actor]] code, name, side, aliases ...; [[relation]] a, b, kind
                   {run} report.txt --actors my_war.toml
  corrections    CSV: event_id,place_id,field,value,reason,by,day; a row puts one field of an
                 event or of a place right, an event whose action is made empty is none
                   8c4ab0de12f3,,actor,HTS,the group says so itself,A. Editor,2024-12-10
  geocoder       names that the gazetteer lacks are asked for in the countries that the text
                 speaks of, one a second; answers are kept on disk with their day
                   {run} report.txt --geocoder nominatim \\
                     --user-agent me@example.org
"""
_CONTROL = """\
CONTROL
  baseline       CSV: name,lon,lat,holder,day,weight,source[,place_id]; the holder is an
                 actor code, contested:A/B or unknown
                   Hama,36.7578,35.1318,SYR-GOV,2024-11-26,1,own judgement
  events         rows as `frontline events` writes them, CSV or JSON Lines, edited or of
                 other origin
                   frontline events articles/ --format csv -o events.csv
                   {run} --events events.csv ...
"""
_FRONTLINE_EXAMPLES = """\
examples
  frontline map articles/ --baseline baseline.csv -o map.html
  frontline places report.txt --published 2024-12-03
  frontline events articles/ --format csv -o events.csv
  frontline compare articles/ --baseline baseline.csv --from 2024-11-27 --to 2024-12-09 -o compare.html

`frontline COMMAND --help` tells the formats of each. Results go to stdout or -o, everything else to stderr.
Exit status: 0; 1 when an article, file or value is bad; 2 when the words are no command.
"""
_MAP = """\
OUTPUT
  -o FILE        one HTML page that opens without a network
                   {run} articles/ --baseline base.csv -o map.html
  --snapshot FILE
                 areas, front line and places as GeoJSON, or GeoPackage for desktop GIS
                   {run} --baseline base.csv -o map.html --snapshot out.geojson
                   {run} --baseline base.csv -o map.html --snapshot out.gpkg
  --image FILE   the day drawn as SVG (named layers, text that can be edited), PDF or PNG
                   {run} --baseline base.csv -o map.html --image map.svg --size 1200x630

ACCESS
  --round-to, --delay
                 blur every position and hold back the latest days, on page, picture and
                 snapshot file alike; names and sentences stay as they are
                   {run} articles/ -o map.html --round-to 5 --delay 3
"""
_PLACES = """\
OUTPUT, a row a mention
  table          for people
                   {run} report.txt
  jsonl          an object a line
                   {run} articles/ --format jsonl > places.jsonl
  csv            for spreadsheets
                   {run} articles/ --format csv -o places.csv
  geojson        points for a GIS
                   {run} articles/ --format geojson -o places.geojson
  html           one page that opens without a network: the text beside the map, each name
                 linked with its place or with why it has none, events, all places by count
                   {run} articles/ --format html -o places.html
  --explain      why each name is that place or none; for machines three columns more: match,
                 reasons, candidates
                   {run} report.txt --explain
  --unresolved   names that found no place, by frequency, as CSV to fill in and to add
                   {run} articles/ --unresolved -o missing.csv
                   frontline gazetteer add missing.csv

SPANS
  --spans FILE   answer exactly these, an object a line:
                   {{"article_id": "report.txt", "start": 12, "end": 17}}
                   {run} report.txt --spans spans.jsonl
"""
_EVENTS = """\
OUTPUT, a row an event
  table          for people
                   {run} report.txt --published 2024-12-03
  jsonl          an object a line
                   {run} articles/ --format jsonl > events.jsonl
  csv            for spreadsheets; may be edited and given to --events
                   {run} articles/ --format csv -o events.csv
  geojson        points for a GIS
                   {run} articles/ --format geojson -o events.geojson
  --explain ID   why one event was read so: trigger, roles, place, day, status; the id of the
                 table, or the first letters of it
                   {run} report.txt --explain 4c22f0
"""
_COMPARE = """\
OUTPUT
  -o FILE        one HTML page: two maps, what changed between them, and why
                   {run} articles/ --baseline base.csv \\
                     --from 2024-11-27 --to 2024-12-09 -o compare.html
  --json FILE    the same figures: km2 gained and lost by actor, front line, places that
                 changed hands; --csv FILE as a table, --geojson FILE for a GIS
                   {run} articles/ --baseline base.csv \\
                     --from 2024-11-27 --to 2024-12-09 --json diff.json --csv diff.csv
  --every STEP   more days: small maps and a chart, on the page and as pictures
                   {run} articles/ --baseline base.csv --from 2024-11-27 \\
                     --to 2024-12-09 --every 2d -o c.html --sheet maps.png --chart km2.svg

EDITIONS
  --from-known-by, --to-known-by
                 the same day as it was known then and now
                   {run} articles/ --baseline base.csv --from 2024-12-05 \\
                     --to 2024-12-05 --from-known-by 2024-12-05 -o new.html

SNAPSHOTS
  --from and --to may be files that `frontline map --snapshot` wrote, without INPUT
                   {run} --from a.geojson --to b.geojson -o compare.html
  maps of other origin: GeoJSON polygons, one of whose properties names the holder
                   {run} --from ours.geojson --to theirs-2024-12-05.geojson \\
                     --actor-property status --actor-map names.csv -o agree.html
  --actor-map    CSV: name,actor; our code, contested, or empty to leave it out; the name *
                 stands for what their map leaves blank
                   Regime,SYR-GOV
"""
_GAZETTEER = """\
FILE
  SY.txt SY.zip  a country dump of GeoNames (download.geonames.org/export/dump)
                   {run} add SY.zip
  .csv           name,lon,lat[,id,geonames_id,feature_class,feature_code,country,admin1,
                 population,other_names,source]; other names divided by |
                   {run} add villages.csv
  .geojson       points with these as properties
                   {run} add hills.geojson

`list` and `remove NAME` go by the names of the files. Wrong lines are named and left out, the
exit status is then 1. What was added is kept in the folder that `list` names, or that the
environment variable FRONTLINE_DATA does. The same place from two sources is one: by its
GeoNames id, else by name and nearness (5 km).
"""
_PARTS = {
    "gazetteer": (_GAZETTEER,),
    "map": (_INPUT, _CONTROL, _MAP, _RESOURCES),
    "places": (_INPUT, _PLACES, _RESOURCES),
    "events": (_INPUT, _EVENTS, _RESOURCES),
    "compare": (_INPUT, _CONTROL, _COMPARE, _RESOURCES),
}
_MORE = {"map": " -o map.html", "compare": " --from DAY --to DAY -o compare.html"}
NO_INPUT = {
    "map": "give an INPUT, --events or --baseline",
    "places": "give an INPUT",
    "events": "give an INPUT or --events",
    "compare": "give an INPUT, --events or --baseline, or two snapshot files to --from and --to",
}


def epilog(command: str | None, run: str) -> str:
    """Return what stands below the options of a command that is run by the words `run`."""
    if command is None:
        return _FRONTLINE_EXAMPLES
    return "\n".join(_PARTS[command]).format(run=run, more=_MORE.get(command, ""))
