# Values that are refused: what is particular to this module.

provider "aws" {
  region = "us-east-1"

  # Not credentials: with them nothing can be created, whatever provider this runs on.
  access_key                  = "offline"
  secret_key                  = "offline"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  account_id         = "123456789012"
  environment        = "test"
  project_name       = "example"
  region             = "us-east-1"
  security_group_ids = ["sg-0123456789abcdef0"]
  subnet_ids         = { "us-east-1a" = "subnet-0123456789abcdef0", "us-east-1b" = "subnet-0123456789abcdef1" }
}

run "client_is_everybody" {
  command = plan

  variables {
    client_role_arns = ["*"]
  }

  expect_failures = [var.client_role_arns]
}

run "client_is_a_user" {
  command = plan

  variables {
    client_role_arns = ["arn:aws:iam::123456789012:user/example"]
  }

  expect_failures = [var.client_role_arns]
}

run "clients_too_many" {
  command = plan

  variables {
    client_role_arns = [for number in range(51) : "arn:aws:iam::123456789012:role/role-${number}"]
  }

  expect_failures = [var.client_role_arns]
}

run "point_name_taken" {
  command = plan

  variables {
    extra_access_points = { config = { path = "/other" } }
  }

  expect_failures = [var.extra_access_points]
}

run "point_name_with_hyphen" {
  command = plan

  variables {
    extra_access_points = { my-point = { path = "/other" } }
  }

  expect_failures = [var.extra_access_points]
}

run "points_too_many" {
  command = plan

  variables {
    extra_access_points = { for number in range(51) : "point_${number}" => { path = "/point-${number}" } }
  }

  expect_failures = [var.extra_access_points]
}

run "point_at_the_root" {
  command = plan

  variables {
    extra_access_points = { everything = { path = "/" } }
  }

  expect_failures = [var.extra_access_points]
}

run "point_with_dots" {
  command = plan

  variables {
    extra_access_points = { outside = { path = "/../config" } }
  }

  expect_failures = [var.extra_access_points]
}

run "point_too_deep" {
  command = plan

  variables {
    extra_access_points = { deep = { path = "/a/b/c/d/e" } }
  }

  expect_failures = [var.extra_access_points]
}

run "point_path_too_long" {
  command = plan

  variables {
    extra_access_points = { long = { path = "/${join("", [for number in range(100) : "a"])}" } }
  }

  expect_failures = [var.extra_access_points]
}

run "point_inside_another" {
  command = plan

  variables {
    extra_access_points = { inside = { path = "/config/inside" } }
  }

  expect_failures = [var.extra_access_points]
}

run "points_share_a_directory" {
  command = plan

  variables {
    extra_access_points = { one = { path = "/shared/one" }, two = { path = "/shared/two" } }
  }

  expect_failures = [var.extra_access_points]
}

run "point_writable_by_others" {
  command = plan

  variables {
    extra_access_points = { dashboards = { path = "/dashboards", permissions = "0777" } }
  }

  expect_failures = [var.extra_access_points]
}

run "point_permissions_in_words" {
  command = plan

  variables {
    extra_access_points = { dashboards = { path = "/dashboards", permissions = "rwxr-xr-x" } }
  }

  expect_failures = [var.extra_access_points]
}

run "transition_unknown" {
  command = plan

  variables {
    lifecycle_policy = { transition_to_ia = "AFTER_31_DAYS" }
  }

  expect_failures = [var.lifecycle_policy]
}

run "archive_transition_unknown" {
  command = plan

  variables {
    lifecycle_policy = { transition_to_archive = "AFTER_31_DAYS" }
  }

  expect_failures = [var.lifecycle_policy]
}

run "archive_before_infrequent" {
  command = plan

  variables {
    lifecycle_policy = { transition_to_ia = "AFTER_90_DAYS", transition_to_archive = "AFTER_60_DAYS" }
  }

  expect_failures = [var.lifecycle_policy]
}

run "archive_with_infrequent" {
  command = plan

  variables {
    lifecycle_policy = { transition_to_ia = "AFTER_90_DAYS", transition_to_archive = "AFTER_90_DAYS" }
  }

  expect_failures = [var.lifecycle_policy]
}

run "archive_without_infrequent" {
  command = plan

  variables {
    lifecycle_policy = { transition_to_ia = "NEVER", transition_to_archive = "AFTER_90_DAYS" }
  }

  expect_failures = [var.lifecycle_policy]
}

run "archive_with_bursting" {
  command = plan

  variables {
    lifecycle_policy = { transition_to_archive = "AFTER_90_DAYS" }
    throughput       = { mode = "bursting" }
  }

  expect_failures = [var.lifecycle_policy]
}

run "archive_in_one_zone" {
  command = plan

  variables {
    lifecycle_policy = { transition_to_archive = "AFTER_90_DAYS" }
    one_zone         = "us-east-1a"
  }

  expect_failures = [var.lifecycle_policy]
}

run "one_zone_without_subnet" {
  command = plan

  variables {
    one_zone = "us-east-1c"
  }

  expect_failures = [var.one_zone]
}

run "replication_to_own_region" {
  command = plan

  variables {
    replication = { region = "us-east-1" }
  }

  expect_failures = [var.replication]
}

run "replication_to_a_zone" {
  command = plan

  variables {
    replication = { region = "us-west-2a" }
  }

  expect_failures = [var.replication]
}

run "replication_with_key_of_another_region" {
  command = plan

  variables {
    replication = { region = "us-west-2", kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555" }
  }

  expect_failures = [var.replication]
}

run "replication_to_zone_of_another_region" {
  command = plan

  variables {
    replication = { region = "us-west-2", one_zone = "us-east-1a" }
  }

  expect_failures = [var.replication]
}

run "groups_none" {
  command = plan

  variables {
    security_group_ids = []
  }

  expect_failures = [var.security_group_ids]
}

run "groups_too_many" {
  command = plan

  variables {
    security_group_ids = [for number in range(6) : "sg-0123456789abcdef${number}"]
  }

  expect_failures = [var.security_group_ids]
}

run "group_malformed" {
  command = plan

  variables {
    security_group_ids = ["default"]
  }

  expect_failures = [var.security_group_ids]
}

run "subnets_none" {
  command = plan

  variables {
    subnet_ids = {}
  }

  expect_failures = [var.subnet_ids]
}

run "subnet_zone_of_another_region" {
  command = plan

  variables {
    subnet_ids = { "eu-west-1a" = "subnet-0123456789abcdef0" }
  }

  expect_failures = [var.subnet_ids]
}

run "subnet_zone_is_no_zone" {
  command = plan

  variables {
    subnet_ids = { "us-east-1-bos-1a" = "subnet-0123456789abcdef0" }
  }

  expect_failures = [var.subnet_ids]
}

run "subnet_malformed" {
  command = plan

  variables {
    subnet_ids = { "us-east-1a" = "isolated" }
  }

  expect_failures = [var.subnet_ids]
}

run "throughput_unknown" {
  command = plan

  variables {
    throughput = { mode = "burst" }
  }

  expect_failures = [var.throughput]
}

run "provisioned_without_figure" {
  command = plan

  variables {
    throughput = { mode = "provisioned" }
  }

  expect_failures = [var.throughput]
}

run "figure_without_provisioned" {
  command = plan

  variables {
    throughput = { provisioned_mibps = 10 }
  }

  expect_failures = [var.throughput]
}

run "provisioned_zero" {
  command = plan

  variables {
    throughput = { mode = "provisioned", provisioned_mibps = 0 }
  }

  expect_failures = [var.throughput]
}

run "provisioned_too_much" {
  command = plan

  variables {
    throughput = { mode = "provisioned", provisioned_mibps = 1025 }
  }

  expect_failures = [var.throughput]
}

run "provisioned_broken" {
  command = plan

  variables {
    throughput = { mode = "provisioned", provisioned_mibps = 1.5 }
  }

  expect_failures = [var.throughput]
}
