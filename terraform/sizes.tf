# What a size means. Each value can be overridden by the variable of the same name; docs say what a size is good for and costs.
locals {
  sizes = {
    # To try things out: one of everything, on Spot where it can be, nothing that is paid by the hour without need.
    sandbox = {
      zones              = 2
      nat                = "instance"
      container_insights = "disabled"
      waf                = "off"
      logs_days          = 30
      database = {
        instance_class = "db.t4g.micro", multi_az = false, allocated = 20, max_allocated = 50, retention = 7, interval = 0
      }
      web       = { cpu = 256, memory = 1024, minimum = 1, maximum = 1, on_demand_base = 0, spot_percent = 100 }
      worker    = { cpu = 256, memory = 512, minimum = 1, maximum = 1, on_demand_base = 0, spot_percent = 100 }
      scheduler = { cpu = 256, memory = 512 }
      release   = { cpu = 1024, memory = 2048 }
      backup    = false
    }
    # One small company: on demand where visitors wait, still one of everything.
    starter = {
      zones              = 2
      nat                = "instance"
      container_insights = "disabled"
      waf                = "off"
      logs_days          = 90
      database = {
        instance_class = "db.t4g.small", multi_az = false, allocated = 20, max_allocated = 100, retention = 14, interval = 0
      }
      web       = { cpu = 512, memory = 1024, minimum = 1, maximum = 3, on_demand_base = 1, spot_percent = 50 }
      worker    = { cpu = 256, memory = 1024, minimum = 1, maximum = 2, on_demand_base = 0, spot_percent = 100 }
      scheduler = { cpu = 256, memory = 512 }
      release   = { cpu = 1024, memory = 2048 }
      backup    = false
    }
    # Survives the loss of a zone: two of what visitors see, a standby of the database.
    standard = {
      zones              = 2
      nat                = "single"
      container_insights = "enabled"
      waf                = "block"
      logs_days          = 365
      database = {
        instance_class = "db.t4g.medium", multi_az = true, allocated = 50, max_allocated = 200, retention = 14, interval = 60
      }
      web       = { cpu = 512, memory = 2048, minimum = 2, maximum = 6, on_demand_base = 2, spot_percent = 50 }
      worker    = { cpu = 256, memory = 1024, minimum = 1, maximum = 4, on_demand_base = 1, spot_percent = 50 }
      scheduler = { cpu = 256, memory = 1024 }
      release   = { cpu = 1024, memory = 2048 }
      backup    = true
    }
    # Large lists and much traffic, three zones, nothing shared between them.
    scale = {
      zones              = 3
      nat                = "per_az"
      container_insights = "enhanced"
      waf                = "block"
      logs_days          = 365
      database = {
        instance_class = "db.m7g.xlarge", multi_az = true, allocated = 200, max_allocated = 1000, retention = 30, interval = 30
      }
      web       = { cpu = 2048, memory = 4096, minimum = 3, maximum = 20, on_demand_base = 3, spot_percent = 50 }
      worker    = { cpu = 1024, memory = 2048, minimum = 3, maximum = 20, on_demand_base = 2, spot_percent = 50 }
      scheduler = { cpu = 512, memory = 1024 }
      release   = { cpu = 2048, memory = 4096 }
      backup    = true
    }
  }
  size = local.sizes[var.size]
}
