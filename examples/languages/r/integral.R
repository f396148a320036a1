# Rscript integral.R BLOCKS: integrates exp(-x^2) from 0 to 1 by the trapezoidal rule, block by block, into
# integral.result.
#
# A program in R that reports with boinc.R. Its checkpoint, integral.checkpoint, is one line: the number of
# blocks, the block that comes next, and the sum so far.
source("boinc.R")

points_per_block <- 50000

# A reader must never see half a file: it is written aside, then renamed.
put <- function(name, line) {
  aside <- paste0(name, ".new")
  writeLines(line, aside)
  file.rename(aside, name)
}

blocks <- as.integer(commandArgs(trailingOnly = TRUE)[1])
if (is.na(blocks) || blocks < 1) stop("usage: Rscript integral.R BLOCKS")

block <- 0L
total <- 0
if (file.exists("integral.checkpoint")) {
  words <- strsplit(readLines("integral.checkpoint", n = 1L), " ")[[1]]
  # One of another number of blocks would give a wrong result: rather begin again.
  if (length(words) == 3 && words[1] == as.character(blocks)) {
    block <- as.integer(words[2])
    total <- as.numeric(words[3])
    message("going on at block ", block)
  }
}

step <- 1 / (blocks * points_per_block)
while (block < blocks) {
  x <- (block * points_per_block + seq_len(points_per_block) - 1) * step
  total <- total + sum(exp(-x^2) + exp(-(x + step)^2)) * step / 2
  block <- block + 1L
  boinc_fraction_done(block / blocks)
  # TRUE when the volunteer wants one.
  if (boinc_time_to_checkpoint()) {
    put("integral.checkpoint", sprintf("%d %d %.17g", blocks, block, total))
    boinc_checkpoint_completed()
  }
}
put("integral.result", sprintf("%.10f", total))
