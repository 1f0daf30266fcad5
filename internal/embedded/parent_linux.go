package embedded

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
)

// dieWithUs asks the kernel to stop the server when we die, however we die.
func dieWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }

// whatIs says whether a process is a server on the data, or something else.
func whatIs(pid int, data string) owner {
	dir := "/proc/" + strconv.Itoa(pid)
	stat, err := os.ReadFile(dir + "/stat")
	if err != nil {
		return unknown // gone, or nothing can be said
	}
	if after := stat[bytes.LastIndexByte(stat, ')')+1:]; bytes.HasPrefix(after, []byte(" Z")) {
		return another // dead, and its parent has not looked
	}
	args, err := os.ReadFile(dir + "/cmdline")
	if err != nil {
		return unknown
	}
	if bytes.Contains(args, []byte(data+"\x00")) {
		return ours
	}
	return another
}

// byGoCommand reports whether the go command started this process.
func byGoCommand() bool {
	name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", os.Getppid()))
	return err == nil && string(bytes.TrimSpace(name)) == "go"
}
