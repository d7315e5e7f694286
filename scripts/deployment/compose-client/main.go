// The client of Docker Compose by itself, for `config`, which needs no container engine.
package main

import (
	"fmt"
	"os"

	"github.com/docker/cli/cli/command"
	"github.com/docker/cli/cli/flags"
	"github.com/docker/compose/v5/cmd/compose"
	"github.com/spf13/cobra"
)

func main() {
	client, err := command.NewDockerCli()
	if err == nil {
		err = client.Initialize(flags.NewClientOptions())
	}
	if err == nil {
		// It works only as a part of the command docker.
		docker := &cobra.Command{Use: "docker", SilenceErrors: true, SilenceUsage: true, TraverseChildren: true}
		docker.AddCommand(compose.RootCommand(client, &compose.BackendOptions{}))
		docker.SetArgs(append([]string{"compose"}, os.Args[1:]...))
		err = docker.Execute()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
