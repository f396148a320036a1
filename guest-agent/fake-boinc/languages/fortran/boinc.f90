! What a program in Fortran says to BOINC, inside a virtual machine of vmslot: the names of BOINC's C API, bound
! to libboinc_api. Fortran 2003 or later; compile it with the program.
!
!   gfortran boinc.f90 app.f90 -L... -lboinc_api -pthread
!
! boinc_api.h says what each call means, how long it may wait, and what its result is. Texts are Fortran's: the
! blanks at the end of a name or a line do not go along.
module boinc
  use, intrinsic :: iso_c_binding, only: c_char, c_double, c_int, c_null_char
  implicit none
  private

  public :: boinc_init, boinc_finish, boinc_finish_message, boinc_temporary_exit
  public :: boinc_is_standalone, boinc_status_type, boinc_get_status, boinc_parse_init_data_file
  public :: boinc_fraction_done, boinc_get_fraction_done, boinc_ops_cumulative, boinc_ops_per_cpu_sec
  public :: boinc_time_to_checkpoint, boinc_checkpoint_completed, boinc_set_min_checkpoint_period
  public :: boinc_begin_critical_section, boinc_end_critical_section
  public :: boinc_send_trickle_up, boinc_receive_trickle_down, boinc_upload_file, boinc_upload_status
  public :: boinc_resolve_filename, boinc_web_graphics_url, boinc_remote_desktop_addr
  public :: boinc_need_network, boinc_network_done, boinc_network_poll
  public :: boinc_wu_cpu_time, boinc_elapsed_time

  ! BOINC_STATUS of boinc_api.h. Flags are 0 or 1, sizes are bytes.
  type, bind(c) :: boinc_status_type
    integer(c_int) :: no_heartbeat = 0
    integer(c_int) :: suspended = 0
    integer(c_int) :: quit_request = 0
    integer(c_int) :: reread_init_data_file = 0
    integer(c_int) :: abort_request = 0
    real(c_double) :: working_set_size = 0
    real(c_double) :: max_working_set_size = 0
    integer(c_int) :: network_suspended = 0
    integer(c_int) :: ca_state = 0
  end type boinc_status_type

  interface
    integer(c_int) function boinc_init() bind(c, name="boinc_init")
      import :: c_int
    end function boinc_init

    ! Never returns.
    integer(c_int) function boinc_finish_c(status) bind(c, name="boinc_finish")
      import :: c_int
      integer(c_int), value :: status
    end function boinc_finish_c

    integer(c_int) function boinc_finish_message_c(status, message, is_notice) &
        bind(c, name="boinc_finish_message")
      import :: c_char, c_int
      integer(c_int), value :: status, is_notice
      character(kind=c_char), intent(in) :: message(*)
    end function boinc_finish_message_c

    integer(c_int) function boinc_temporary_exit_c(delay, reason, is_notice) &
        bind(c, name="boinc_temporary_exit")
      import :: c_char, c_int
      integer(c_int), value :: delay, is_notice
      character(kind=c_char), intent(in) :: reason(*)
    end function boinc_temporary_exit_c

    ! 1: nobody listens.
    integer(c_int) function boinc_is_standalone() bind(c, name="boinc_is_standalone")
      import :: c_int
    end function boinc_is_standalone

    integer(c_int) function boinc_get_status(status) bind(c, name="boinc_get_status")
      import :: boinc_status_type, c_int
      type(boinc_status_type), intent(out) :: status
    end function boinc_get_status

    integer(c_int) function boinc_parse_init_data_file() bind(c, name="boinc_parse_init_data_file")
      import :: c_int
    end function boinc_parse_init_data_file

    integer(c_int) function boinc_fraction_done_c(fraction) bind(c, name="boinc_fraction_done")
      import :: c_double, c_int
      real(c_double), value :: fraction
    end function boinc_fraction_done_c

    ! -1 before the first.
    real(c_double) function boinc_get_fraction_done() bind(c, name="boinc_get_fraction_done")
      import :: c_double
    end function boinc_get_fraction_done

    subroutine boinc_ops_cumulative(fp, integer_ops) bind(c, name="boinc_ops_cumulative")
      import :: c_double
      real(c_double), value :: fp, integer_ops
    end subroutine boinc_ops_cumulative

    subroutine boinc_ops_per_cpu_sec(fp, integer_ops) bind(c, name="boinc_ops_per_cpu_sec")
      import :: c_double
      real(c_double), value :: fp, integer_ops
    end subroutine boinc_ops_per_cpu_sec

    integer(c_int) function boinc_time_to_checkpoint_c() bind(c, name="boinc_time_to_checkpoint")
      import :: c_int
    end function boinc_time_to_checkpoint_c

    integer(c_int) function boinc_checkpoint_completed_c() bind(c, name="boinc_checkpoint_completed")
      import :: c_int
    end function boinc_checkpoint_completed_c

    integer(c_int) function boinc_set_min_checkpoint_period(seconds) &
        bind(c, name="boinc_set_min_checkpoint_period")
      import :: c_int
      integer(c_int), value :: seconds
    end function boinc_set_min_checkpoint_period

    subroutine boinc_begin_critical_section() bind(c, name="boinc_begin_critical_section")
    end subroutine boinc_begin_critical_section

    subroutine boinc_end_critical_section() bind(c, name="boinc_end_critical_section")
    end subroutine boinc_end_critical_section

    integer(c_int) function boinc_send_trickle_up_c(variety, text) bind(c, name="boinc_send_trickle_up")
      import :: c_char, c_int
      character(kind=c_char), intent(in) :: variety(*), text(*)
    end function boinc_send_trickle_up_c

    integer(c_int) function boinc_receive_trickle_down_c(name, length) &
        bind(c, name="boinc_receive_trickle_down")
      import :: c_char, c_int
      character(kind=c_char), intent(out) :: name(*)
      integer(c_int), value :: length
    end function boinc_receive_trickle_down_c

    integer(c_int) function boinc_upload_file_c(name) bind(c, name="boinc_upload_file")
      import :: c_char, c_int
      character(kind=c_char), intent(in) :: name(*)
    end function boinc_upload_file_c

    integer(c_int) function boinc_upload_status_c(name) bind(c, name="boinc_upload_status")
      import :: c_char, c_int
      character(kind=c_char), intent(in) :: name(*)
    end function boinc_upload_status_c

    integer(c_int) function boinc_resolve_filename_c(logical_name, physical, length) &
        bind(c, name="boinc_resolve_filename")
      import :: c_char, c_int
      character(kind=c_char), intent(in) :: logical_name(*)
      character(kind=c_char), intent(out) :: physical(*)
      integer(c_int), value :: length
    end function boinc_resolve_filename_c

    subroutine boinc_web_graphics_url_c(url) bind(c, name="boinc_web_graphics_url")
      import :: c_char
      character(kind=c_char), intent(in) :: url(*)
    end subroutine boinc_web_graphics_url_c

    subroutine boinc_remote_desktop_addr_c(address) bind(c, name="boinc_remote_desktop_addr")
      import :: c_char
      character(kind=c_char), intent(in) :: address(*)
    end subroutine boinc_remote_desktop_addr_c

    subroutine boinc_need_network() bind(c, name="boinc_need_network")
    end subroutine boinc_need_network

    subroutine boinc_network_done() bind(c, name="boinc_network_done")
    end subroutine boinc_network_done

    ! 0: the network may be used.
    integer(c_int) function boinc_network_poll() bind(c, name="boinc_network_poll")
      import :: c_int
    end function boinc_network_poll

    integer(c_int) function boinc_wu_cpu_time(seconds) bind(c, name="boinc_wu_cpu_time")
      import :: c_double, c_int
      real(c_double), intent(out) :: seconds
    end function boinc_wu_cpu_time

    real(c_double) function boinc_elapsed_time() bind(c, name="boinc_elapsed_time")
      import :: c_double
    end function boinc_elapsed_time
  end interface

contains

  ! Ends the program with the status; never returns.
  subroutine boinc_finish(status)
    integer, intent(in) :: status
    integer(c_int) :: ignored
    ignored = boinc_finish_c(int(status, c_int))
  end subroutine boinc_finish

  ! The same with a line for people; is_notice: the volunteer should see it.
  subroutine boinc_finish_message(status, message, is_notice)
    integer, intent(in) :: status
    character(len=*), intent(in) :: message
    logical, intent(in) :: is_notice
    integer(c_int) :: ignored
    ignored = boinc_finish_message_c(int(status, c_int), c_text(message), merge(1_c_int, 0_c_int, is_notice))
  end subroutine boinc_finish_message

  ! Ends the program, to be started again in delay seconds. Returns only where that cannot be told.
  subroutine boinc_temporary_exit(delay, reason, is_notice)
    integer, intent(in) :: delay
    character(len=*), intent(in) :: reason
    logical, intent(in) :: is_notice
    integer(c_int) :: ignored
    ignored = boinc_temporary_exit_c(int(delay, c_int), c_text(reason), merge(1_c_int, 0_c_int, is_notice))
  end subroutine boinc_temporary_exit

  subroutine boinc_fraction_done(fraction)
    real(c_double), intent(in) :: fraction
    integer(c_int) :: ignored
    ignored = boinc_fraction_done_c(fraction)
  end subroutine boinc_fraction_done

  ! True: a critical section has begun; write a checkpoint and call boinc_checkpoint_completed.
  logical function boinc_time_to_checkpoint()
    boinc_time_to_checkpoint = boinc_time_to_checkpoint_c() /= 0
  end function boinc_time_to_checkpoint

  subroutine boinc_checkpoint_completed()
    integer(c_int) :: ignored
    ignored = boinc_checkpoint_completed_c()
  end subroutine boinc_checkpoint_completed

  ! The text goes as it is, with the blanks at its end.
  integer function boinc_send_trickle_up(variety, text)
    character(len=*), intent(in) :: variety, text
    boinc_send_trickle_up = int(boinc_send_trickle_up_c(c_text(variety), text // c_null_char))
  end function boinc_send_trickle_up

  ! True: name is that of a file with a message, which the program deletes when it has read it.
  logical function boinc_receive_trickle_down(name)
    character(len=*), intent(out) :: name
    character(kind=c_char) :: bytes(len(name) + 1)
    bytes = c_null_char
    boinc_receive_trickle_down = boinc_receive_trickle_down_c(bytes, size(bytes, kind=c_int)) /= 0
    name = f_text(bytes, len(name))
  end function boinc_receive_trickle_down

  integer function boinc_upload_file(name)
    character(len=*), intent(in) :: name
    boinc_upload_file = int(boinc_upload_file_c(c_text(name)))
  end function boinc_upload_file

  integer function boinc_upload_status(name)
    character(len=*), intent(in) :: name
    boinc_upload_status = int(boinc_upload_status_c(c_text(name)))
  end function boinc_upload_status

  integer function boinc_resolve_filename(logical_name, physical)
    character(len=*), intent(in) :: logical_name
    character(len=*), intent(out) :: physical
    character(kind=c_char) :: bytes(len(physical) + 1)
    bytes = c_null_char
    boinc_resolve_filename = &
      int(boinc_resolve_filename_c(c_text(logical_name), bytes, size(bytes, kind=c_int)))
    physical = f_text(bytes, len(physical))
  end function boinc_resolve_filename

  subroutine boinc_web_graphics_url(url)
    character(len=*), intent(in) :: url
    call boinc_web_graphics_url_c(c_text(url))
  end subroutine boinc_web_graphics_url

  subroutine boinc_remote_desktop_addr(address)
    character(len=*), intent(in) :: address
    call boinc_remote_desktop_addr_c(c_text(address))
  end subroutine boinc_remote_desktop_addr

  ! As C wants it.
  pure function c_text(text)
    character(len=*), intent(in) :: text
    character(len=len_trim(text) + 1, kind=c_char) :: c_text
    c_text = trim(text) // c_null_char
  end function c_text

  ! Bytes until the 0, with blanks behind them.
  pure function f_text(bytes, length)
    character(kind=c_char), intent(in) :: bytes(:)
    integer, intent(in) :: length
    character(len=length) :: f_text
    integer :: at
    f_text = ' '
    do at = 1, min(length, size(bytes))
      if (bytes(at) == c_null_char) exit
      f_text(at:at) = bytes(at)
    end do
  end function f_text
end module boinc
