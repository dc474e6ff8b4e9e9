"""hsplan plans bespoke leadership programmes: one YAML file in, a dated and checked calendar out."""

__version__ = "0.1.0"
