"""The hand-written rules, a module for each AWS service; `registry` lists them all."""
