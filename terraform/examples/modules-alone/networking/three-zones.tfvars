# The change that a growing installation makes first: a third zone, and a gateway in each.
availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
nat_mode           = "per_az"
