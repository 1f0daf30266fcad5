// Command notices writes THIRD_PARTY_NOTICES: the licences of every module that
// is linked into the service, as they stand in the module cache, and those of
// what its pages are made of. Run it from tools.
package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	root   = ".."
	output = "THIRD_PARTY_NOTICES"
	rule   = "\n----------------------------------------------------------------------\n"
)

type module struct{ path, version, dir string }

// text is one licence and the modules that are under it, word for word.
type text struct {
	kind, words string
	modules     []string
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	modules, err := linked()
	if err != nil {
		return err
	}
	texts := map[string]*text{}
	var lines []string
	for _, m := range modules {
		name := m.path + " " + m.version
		found, err := licences(m.dir)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		var kinds, holders []string
		for _, words := range found {
			k := kind(words)
			if k != "notice" {
				kinds = append(kinds, k)
			}
			holders = append(holders, copyrights(words)...)
			if texts[words] == nil {
				texts[words] = &text{kind: k, words: words}
			}
			texts[words].modules = append(texts[words].modules, name)
		}
		slices.Sort(kinds)
		lines = append(lines, fmt.Sprintf("%s\n    %s", name, strings.Join(slices.Compact(kinds), ", ")))
		for _, h := range slices.Compact(holders) {
			lines = append(lines, "    "+h)
		}
	}
	return write(lines, texts)
}

// linked lists the modules with a package in the service.
func linked() ([]module, error) {
	list := exec.Command("go", "list", "-deps", "-tags", "nomsgpack", "-f", "{{with .Module}}{{.Path}}|{{.Version}}|{{.Dir}}{{end}}", "./cmd/liaison")
	list.Dir, list.Stderr = root, os.Stderr
	list.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var modules []module
	for line := range strings.Lines(string(out)) {
		if f := strings.Split(strings.TrimSpace(line), "|"); len(f) == 3 && f[1] != "" { // ours has no version
			modules = append(modules, module{f[0], f[1], f[2]})
		}
	}
	slices.SortFunc(modules, func(a, b module) int { return cmp.Compare(a.path, b.path) })
	return slices.Compact(modules), nil
}

var licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)([-._].*)?$`)

func licences(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, e := range entries {
		if e.IsDir() || !licenceName.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		words, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		found = append(found, strings.TrimSpace(strings.ReplaceAll(string(words), "\r\n", "\n")))
	}
	if len(found) == 0 {
		return nil, errors.New("no licence was found")
	}
	return found, nil
}

// kind is the usual name of a licence.
func kind(words string) string {
	plain := strings.Join(strings.Fields(words), " ")
	for _, k := range []struct{ name, phrase string }{
		{"Apache-2.0", "Apache License Version 2.0"},
		{"MPL-2.0", "Mozilla Public License Version 2.0"},
		{"MPL-2.0", "Mozilla Public License, version 2.0"},
		{"BSD-3-Clause", "Neither the name"},
		{"BSD-2-Clause", "Redistribution and use in source and binary forms"},
		{"MIT", "Permission is hereby granted, free of charge"},
		{"ISC", "Permission to use, copy, modify, and/or distribute this software"},
		{"ISC", "Permission to use, copy, modify, and distribute this software"},
		{"Unlicense", "released into the public domain"},
	} {
		if strings.Contains(plain, k.phrase) {
			return k.name
		}
	}
	return "notice"
}

var holder = regexp.MustCompile(`(?i)^\s*(copyright .*\d{4}.*|copyright \(c\) .*|© .*)$`)

func copyrights(words string) []string {
	var found []string
	for line := range strings.Lines(words) {
		if line = strings.TrimSpace(line); holder.MatchString(line) && !strings.Contains(line, "[yyyy]") && !strings.Contains(line, "{yyyy}") {
			found = append(found, line)
		}
	}
	return found
}

func write(lines []string, texts map[string]*text) error {
	var b strings.Builder
	b.WriteString("Liaison is under the Apache License 2.0 (LICENSE). It is built on the works of\n" +
		"others below, each under its own licence, whose words follow the list.\n" +
		"\"make notices\" writes this file.\n" + rule + "\n")
	b.WriteString(strings.Join(lines, "\n") + "\n")
	all := make([]*text, 0, len(texts))
	for _, t := range texts {
		all = append(all, t)
	}
	slices.SortFunc(all, func(x, y *text) int { return cmp.Compare(x.modules[0]+x.kind, y.modules[0]+y.kind) })
	for _, t := range all {
		b.WriteString(rule + strings.Join(t.modules, "\n") + "\n\n" + t.words + "\n")
	}
	goes, err := os.ReadFile(filepath.Join(goRoot(), "LICENSE"))
	if err != nil {
		return err
	}
	b.WriteString(rule + "The Go standard library and run-time\n\n" + strings.TrimSpace(string(goes)) + "\n")
	pages, err := os.ReadFile(filepath.Join(root, "web", "style", "LICENCES.txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(pages) > 0 {
		b.WriteString(rule + "What the pages are made of\n\n" + strings.TrimSpace(string(pages)) + "\n")
	}
	return os.WriteFile(filepath.Join(root, output), []byte(b.String()), 0o644)
}

func goRoot() string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
