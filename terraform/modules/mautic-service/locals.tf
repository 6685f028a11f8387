locals {
  site_url = "https://${var.site.host_name}"

  # The official image's template reads MAUTIC_DB_DATABASE, Mautic itself MAUTIC_DB_NAME: both, so that neither is wrong.
  # List values are JSON, because Mautic parses every variable of its own name by the type of the parameter.
  environment = { for name, value in merge(
    {
      APP_DEBUG                         = "0"
      APP_ENV                           = "prod"
      MAUTIC_DB_DATABASE                = var.database.name
      MAUTIC_DB_HOST                    = var.database.host
      MAUTIC_DB_NAME                    = var.database.name
      MAUTIC_DB_PORT                    = tostring(var.database.port)
      MAUTIC_DB_SERVER_VERSION          = var.database.server_version
      MAUTIC_DB_TLS                     = var.database.tls ? "1" : "0"
      MAUTIC_MAILER_FROM_EMAIL          = coalesce(var.site.mailer_from_email, "no-reply@${var.site.host_name}")
      MAUTIC_MAILER_FROM_NAME           = var.site.mailer_from_name
      MAUTIC_MESSENGER_DSN_EMAIL        = "doctrine://default?queue_name=email"
      MAUTIC_MESSENGER_DSN_FAILED       = "doctrine://default?queue_name=failed"
      MAUTIC_MESSENGER_DSN_HIT          = "doctrine://default?queue_name=hit"
      MAUTIC_SITE_URL                   = local.site_url
      MAUTIC_TRUSTED_HOSTS              = jsonencode([for host in concat([var.site.host_name], sort(var.site.alternative_host_names)) : "^${replace(host, ".", "\\.")}$"])
      MAUTIC_TRUSTED_PROXIES            = jsonencode(sort(var.site.trusted_proxies))
      PHP_INI_VALUE_DATE_TIMEZONE       = var.site.time_zone
      PHP_INI_VALUE_MAX_EXECUTION_TIME  = tostring(var.php.max_execution_seconds)
      PHP_INI_VALUE_MEMORY_LIMIT        = "${var.php.memory_limit_mib}M"
      PHP_INI_VALUE_POST_MAX_FILESIZE   = "${var.php.upload_limit_mib}M"
      PHP_INI_VALUE_UPLOAD_MAX_FILESIZE = "${var.php.upload_limit_mib}M"
    },
    var.environment_variables,
  ) : name => value if value != null }

  # ECS reads single members of a secret: nothing of them ever is in a task definition, a plan or a state.
  secrets = merge(
    {
      for variable, place in {
        MAUTIC_DB_PASSWORD = { secret = "database", member = "password" }
        MAUTIC_DB_USER     = { secret = "database", member = "username" }
        MAUTIC_MAILER_DSN  = { secret = "mailer", member = "dsn" }
        MAUTIC_SECRET_KEY  = { secret = "application", member = "secret_key" }
      } : variable => "${var.secret_arns[place.secret]}:${place.member}::" if var.create
    },
    var.secrets,
  )

  administrator_secrets = {
    for variable, member in {
      MAUTIC_ADMIN_EMAIL      = "email"
      MAUTIC_ADMIN_FIRST_NAME = "first_name"
      MAUTIC_ADMIN_LAST_NAME  = "last_name"
      MAUTIC_ADMIN_PASSWORD   = "password"
      MAUTIC_ADMIN_USERNAME   = "username"
    } : variable => "${var.secret_arns.administrator}:${member}::" if var.create
  }

  # Shared between tasks: what users upload and save. Never the code, the cache or the logs.
  shared_paths = {
    config       = "/var/www/html/config/shared"
    imports      = "/var/www/html/var/import"
    media-files  = "/var/www/html/docroot/media/files"
    media-images = "/var/www/html/docroot/media/images"
  }
  access_points = {
    config       = var.file_system.access_point_ids.config
    imports      = var.file_system.access_point_ids.imports
    media-files  = var.file_system.access_point_ids.media_files
    media-images = var.file_system.access_point_ids.media_images
  }

  # Writable and gone with the task: all that a read-only root must leave open. The image declares them as volumes that uid 33
  # owns, which Fargate copies.
  scratch_paths = {
    cache = "/var/www/html/var/cache"
    lock  = "/run/lock"
    logs  = "/var/www/html/var/logs"
    run   = "/run/apache2"
    tmp   = "/tmp"
    work  = "/var/www/html/var/tmp"
  }

  # Nothing is created without a file system, and there may be none then.
  volumes = !var.create ? {} : merge(
    { for name, id in local.access_points : name => { efs = { access_point_id = id, file_system_id = var.file_system.id } } },
    { for name in keys(local.scratch_paths) : name => {} },
  )
  mounts = !var.create ? {} : { for name, path in merge(local.shared_paths, local.scratch_paths) : name => { path = path } }

  # One container in four roles. The health command is the image's own: it knows what health means for its role.
  container = {
    image             = var.image
    user              = "33:33"
    working_directory = "/var/www/html"
    mounts            = local.mounts
    secrets           = local.secrets
    open_files_limit  = 65536
    health_check = {
      command      = ["CMD", "mautic-health"]
      interval     = 30
      retries      = 3
      start_period = 120
      timeout      = 10
    }
  }

  # Until Mautic is installed nothing runs: an uninstalled Mautic would show its installer to whoever comes first.
  running = var.installed

}

locals {
  services = {
    release   = module.release
    scheduler = module.scheduler
    web       = module.web
    worker    = module.worker
  }
}
