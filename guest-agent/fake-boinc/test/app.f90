! What programs in Fortran call: compiled, linked and run by the tests.
program app
  implicit none
  character(len=32) :: path
  integer :: standalone, due
  double precision :: fraction, seconds
  external :: boinc_init, boinc_finish, boinc_is_standalone, boincrf, boinc_fraction_done
  external :: boinc_get_fraction_done, boinc_time_to_checkpoint, boinc_checkpoint_completed
  external :: boinc_begin_critical_section, boinc_end_critical_section
  external :: boinc_wu_cpu_time, boinc_calling_thread_cpu_time, boinc_parse_init_data_file
  call boinc_init()
  call boinc_is_standalone(standalone)
  call boincrf('link   ', path)
  call boinc_fraction_done(0.25d0)
  call boinc_get_fraction_done(fraction)
  call boinc_begin_critical_section()
  call boinc_time_to_checkpoint(due)
  call boinc_checkpoint_completed()
  call boinc_end_critical_section()
  call boinc_wu_cpu_time(seconds)
  call boinc_calling_thread_cpu_time(seconds)
  call boinc_parse_init_data_file()
  print '(A,I2,I2,F6.3,L2)', path, standalone, due, fraction, seconds >= 0
  call boinc_finish(5)
end program app
