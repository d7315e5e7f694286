module offramp/compose-client

go 1.25.5

require github.com/docker/compose/v5 v5.6.0
