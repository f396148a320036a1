#!/bin/sh
# Knows nothing of BOINC, nor of the VM it runs in.
cat foo.dat > bar.dat
