"""Dateline turns news articles into a dated, mapped event table and shows it as a timeline and a map."""

__version__ = "0.1.0"
