"""From located sentences to events: who took, lost, besieged or struck which place, when, and who says so."""

from geo.events.find import find_events, find_events_of
from geo.events.link import link_events
from geo.events.where import where

__all__ = ["find_events", "find_events_of", "link_events", "where"]
