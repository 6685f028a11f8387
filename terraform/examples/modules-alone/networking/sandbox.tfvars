# A small network to rehearse with: two zones, one NAT gateway, short logs. Add create = true to see it planned.
availability_zones         = ["us-east-1a", "us-east-1b"]
environment                = "sandbox"
flow_log_retention_in_days = 30
project_name               = "mautic"
region                     = "us-east-1"
tags                       = { CostCenter = "example" }
visitors                   = ["203.0.113.0/24"]
