# Placeholders: put your own values here.
account_id          = "123456789012"
administrator_email = "admin@example.com"
certificate_arn     = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
host_name           = "mautic.example.com"
