# What a script in R says to BOINC, inside a virtual machine of vmslot. Base R only: copy it beside the script
# and source("boinc.R"). It calls the command boinc-report, which must be in the PATH; where that is missing, or
# there is no VMSLOT_APP_SOCKET, the script runs standalone and nobody is told.
#
#   source("boinc.R")
#   for (step in first:last) {
#     compute(step)
#     boinc_fraction_done(step / last)
#     if (boinc_time_to_checkpoint()) {
#       write_checkpoint(step)
#       boinc_checkpoint_completed()
#     }
#     if (boinc_status()$quit_request) quit(status = 0)
#   }
#   boinc_finish(0)
#
# A call starts a process and waits 2 s for the agent at the most; progress is told once a second at the most, or
# when it is 1. Call it from the directory that the script was started in.

.boinc <- new.env()
.boinc$told_s <- -Inf
.boinc$checkpoint_s <- proc.time()[["elapsed"]]
.boinc$has_agent <- nzchar(Sys.getenv("VMSLOT_APP_SOCKET")) && nzchar(Sys.which("boinc-report"))

# Exit status of the command, with what it says: 0 is success.
.boinc_run <- function(words, input = NULL) {
  arguments <- vapply(words, shQuote, "")
  if (is.null(input)) return(system2("boinc-report", arguments))
  file <- tempfile()
  on.exit(unlink(file))
  writeBin(input, file)
  system2("boinc-report", c(arguments, shQuote(file)))
}

# A number as the command reads it, whatever options() say.
.boinc_number <- function(value) format(as.numeric(value), digits = 15, scientific = TRUE, OutDec = ".")

# How much is done, 0 to 1. What is no number is not told.
boinc_fraction_done <- function(fraction) {
  now_s <- proc.time()[["elapsed"]]
  if (!.boinc$has_agent || !is.finite(fraction)) return(invisible(0L))
  if (fraction < 1 && now_s - .boinc$told_s < 1) return(invisible(0L))
  .boinc$told_s <- now_s
  invisible(.boinc_run(c("progress", .boinc_number(fraction))))
}

# Operations so far in this life of the script.
boinc_ops_cumulative <- function(fp, integer = 0) {
  if (!.boinc$has_agent) return(invisible(0L))
  invisible(.boinc_run(c("credit", "--fpops", .boinc_number(fp), "--iops", .boinc_number(integer))))
}

# What the script should do, as a list: standalone, suspended, quit_request, abort_request, network_suspended,
# facts_changed, trickle_waits as TRUE or FALSE; memory_bytes, memory_limit_bytes, checkpoint_period_s as numbers.
# FALSE and 0 while the agent does not answer.
boinc_status <- function() {
  flags <- c("standalone", "suspended", "quit_request", "abort_request", "network_suspended",
             "facts_changed", "trickle_waits")
  numbers <- c("memory_bytes", "memory_limit_bytes", "checkpoint_period_s")
  status <- c(setNames(as.list(rep(FALSE, length(flags))), flags),
              setNames(as.list(rep(0, length(numbers))), numbers))
  status$standalone <- !.boinc$has_agent
  if (!.boinc$has_agent) return(status)
  lines <- suppressWarnings(system2("boinc-report", "status", stdout = TRUE))
  for (pair in strsplit(lines, "=", fixed = TRUE)) {
    if (length(pair) != 2) next
    if (pair[1] %in% flags) status[[pair[1]]] <- pair[2] == "1"
    if (pair[1] %in% numbers) status[[pair[1]]] <- as.numeric(pair[2])
  }
  status
}

# Whether to write a checkpoint now. There is no critical section: a script that is told to quit is asked by
# boinc_status, and one that is copied meanwhile must still be able to go on from the checkpoint before.
boinc_time_to_checkpoint <- function() {
  if (is.null(.boinc$period_s)) {
    period_s <- boinc_status()$checkpoint_period_s
    .boinc$period_s <- if (period_s > 0) period_s else 300
  }
  proc.time()[["elapsed"]] - .boinc$checkpoint_s >= .boinc$period_s
}

# All that is needed to go on from here is on disk.
boinc_checkpoint_completed <- function() {
  .boinc$checkpoint_s <- proc.time()[["elapsed"]]
  if (!.boinc$has_agent) return(invisible(0L))
  invisible(.boinc_run("checkpoint"))
}

# A message to the project's server: a text or raw bytes, at most 65,536.
boinc_send_trickle_up <- function(variety, text) {
  if (!.boinc$has_agent) return(invisible(0L))
  bytes <- if (is.raw(text)) text else charToRaw(enc2utf8(paste(text, collapse = "\n")))
  invisible(.boinc_run(c("trickle", variety), bytes))
}

# An output file, by its logical name, should be uploaded now; do not write it any more.
boinc_upload_file <- function(name) {
  if (!.boinc$has_agent) return(invisible(0L))
  invisible(.boinc_run(c("upload", name)))
}

# Ends the script with the status. message: a line for people.
boinc_finish <- function(status = 0, message = NULL, is_notice = FALSE) {
  if (.boinc$has_agent) .boinc_run(c("finish", if (is_notice) "--notice", status, message))
  quit(save = "no", status = status)
}

# Ends the script with 0; it is started again in delay_s seconds, 1 to 86,400.
boinc_temporary_exit <- function(delay_s, reason = NULL, is_notice = FALSE) {
  if (.boinc$has_agent) {
    .boinc_run(c("temporary-exit", if (is_notice) "--notice", as.integer(delay_s), reason))
  }
  quit(save = "no", status = 0)
}
