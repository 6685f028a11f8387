# Three zones with a gateway each, open to everybody, logs for a year.
availability_zones = ["us-east-1a", "us-east-1b", "us-east-1c"]
environment        = "production"
nat_mode           = "per_az"
project_name       = "mautic"
region             = "us-east-1"
