//go:build unix && !linux

package embedded

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// dieWithUs cannot be asked of other kernels: there, the server outlives a
// killed process until the next start, which stops it.
func dieWithUs(*syscall.SysProcAttr) {}

// whatIs says whether a process is a server on the data, or something else.
func whatIs(pid int, data string) owner {
	out, err := exec.Command("ps", "-o", "stat=,command=", "-p", strconv.Itoa(pid)).Output() //nolint:gosec,noctx // a number, and at once
	switch line := strings.TrimSpace(string(out)); {
	case err != nil || line == "":
		return unknown
	case strings.HasPrefix(line, "Z"):
		return another
	case strings.Contains(line, data):
		return ours
	default:
		return another
	}
}

// byGoCommand reports whether the go command started this process.
func byGoCommand() bool {
	path, err := os.Executable()
	return err == nil && strings.Contains(path, "go-build")
}
