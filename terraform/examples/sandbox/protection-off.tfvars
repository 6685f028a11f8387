# The step before a teardown. It keeps the services running, and lets database and load balancer be deleted.
installed           = true
deletion_protection = false
