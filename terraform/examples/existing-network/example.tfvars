# Placeholders: put your own values here.
account_id          = "123456789012"
administrator_email = "admin@example.com"
certificate_arn     = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
host_name           = "mautic.example.com"
visitors            = ["203.0.113.0/24"]

network = {
  vpc_id                    = "vpc-0123456789abcdef0"
  public_subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  public_subnet_cidr_blocks = ["10.20.0.0/24", "10.20.1.0/24"]
  application_subnet_ids    = ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"]
  isolated_subnet_ids = {
    "us-east-1a" = "subnet-0123456789abcdef4"
    "us-east-1b" = "subnet-0123456789abcdef5"
  }
}
