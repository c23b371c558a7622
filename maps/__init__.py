"""The rendering stage: from events to control, areas, front line and pages."""
