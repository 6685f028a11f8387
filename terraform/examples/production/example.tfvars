# Placeholders: put your own values here.
account_id          = "123456789012"
administrator_email = "admin@example.com"
alarm_emails        = ["oncall@example.com"]
host_name           = "mautic.example.com"
mail_domain         = "example.com"
zone_id             = "Z0123456789ABCDEFGHIJ"
