// Stand-in for Workstation's own program, which nobody starts: that it is there tells which edition this is.
process.exit(1);
