// Loads a compose file as Docker Compose does, and says what is wrong with it.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	if len(os.Args) != 3 {
		fail("usage: compose FILE ENV-FILE")
	}
	options, err := cli.NewProjectOptions(
		[]string{os.Args[1]}, cli.WithEnvFiles(os.Args[2]), cli.WithDotEnv, cli.WithDefaultProfiles())
	if err != nil {
		fail(err)
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		fail(err)
	}
	fmt.Printf("%d services run, %d do not\n", len(project.Services), len(project.DisabledServices))
}

func fail(why any) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(1)
}
