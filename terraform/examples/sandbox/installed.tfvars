# The release task has run: the services start.
installed = true
