"""What can go wrong with what a user gives: each error's text names file, line, value and remedy."""


class GeoError(Exception):
    """Base of every complaint about input that a command reports in one line."""


class ArticleError(GeoError, ValueError):
    """An article that cannot be read."""


class GazetteerError(GeoError, ValueError):
    """A gazetteer, or a line of one, that cannot be used."""


class ActorError(GeoError, ValueError):
    """An actors file that cannot be used, or an actor code that no file defines."""


class EventError(GeoError, ValueError):
    """An events file, or a row of one, that cannot be used."""


class CorrectionError(GeoError, ValueError):
    """A corrections file, or a row of one, that cannot be used."""


class BaselineError(GeoError, ValueError):
    """A baseline or control list, or a row of one, that cannot be used."""


class NamesError(GeoError, ValueError):
    """A file of house spellings, or a row of one, that cannot be used."""


class RegionError(GeoError, ValueError):
    """A country, region or boundary that cannot be used."""


class SnapshotError(GeoError, ValueError):
    """A snapshot file that cannot be used."""


class ModelError(GeoError, RuntimeError):
    """A language model that cannot be loaded."""


class OnlineError(GeoError, RuntimeError):
    """An online geocoder that gives no answer, or cannot be asked."""
