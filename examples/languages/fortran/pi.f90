! pi BLOCKS: integrates 4 / (1 + x**2) from 0 to 1 by the midpoint rule, block by block, into pi.result.
!
! A program in Fortran that reports with the module boinc. Its checkpoint, pi.checkpoint, is one line: the
! number of blocks, the block that comes next, and the sum so far.
program main
  use, intrinsic :: iso_c_binding, only: c_char, c_int, c_null_char
  use, intrinsic :: iso_fortran_env, only: error_unit, real64
  use boinc
  implicit none
  integer, parameter :: points_per_block = 250000
  integer :: blocks, next, status
  real(real64) :: total
  character(len=64) :: line

  interface
    integer(c_int) function c_rename(from, to) bind(C, name='rename')
      import :: c_char, c_int
      character(kind=c_char), intent(in) :: from(*), to(*)
    end function c_rename
  end interface

  status = boinc_init()
  call read_blocks()
  if (blocks < 1) call boinc_finish_message(2, 'usage: pi BLOCKS', .false.)
  next = 0
  total = 0
  call read_checkpoint()
  do while (next < blocks)
    total = total + block_sum(next)
    next = next + 1
    call boinc_fraction_done(real(next, real64) / blocks)
    ! True when the volunteer wants one; it is a critical section until it is completed.
    if (boinc_time_to_checkpoint()) then
      write (line, '(I0,1X,I0,1X,ES24.16E3)') blocks, next, total
      call put('pi.checkpoint', line)
      call boinc_checkpoint_completed()
    end if
  end do
  write (line, '(F12.10)') total
  call put('pi.result', line)
  call boinc_finish(0)

contains

  subroutine read_blocks()
    character(len=16) :: word
    blocks = 0
    call get_command_argument(1, word)
    read (word, *, iostat=status) blocks
    if (status /= 0) blocks = 0
  end subroutine read_blocks

  function block_sum(block) result(total_of_block)
    integer, intent(in) :: block
    real(real64) :: total_of_block, step, x
    integer :: point
    step = 1 / (real(blocks, real64) * points_per_block)
    total_of_block = 0
    do point = 1, points_per_block
      x = (real(block, real64) * points_per_block + point - 0.5_real64) * step
      total_of_block = total_of_block + 4 / (1 + x * x)
    end do
    total_of_block = total_of_block * step
  end function block_sum

  subroutine read_checkpoint()
    integer :: unit, its_blocks, its_next
    real(real64) :: its_total
    open (newunit=unit, file='pi.checkpoint', status='old', action='read', iostat=status)
    if (status /= 0) return
    read (unit, *, iostat=status) its_blocks, its_next, its_total
    close (unit)
    ! One of another number of blocks, or damaged, would give a wrong result: rather begin again.
    if (status /= 0 .or. its_blocks /= blocks) return
    next = its_next
    total = its_total
    write (error_unit, '(A,I0)') 'going on at block ', next
  end subroutine read_checkpoint

  ! A reader must never see half a file: it is written aside, then renamed.
  subroutine put(name, text)
    character(len=*), intent(in) :: name, text
    integer :: unit
    open (newunit=unit, file=name // '.new', status='replace', action='write')
    write (unit, '(A)') trim(adjustl(text))
    close (unit)
    status = c_rename(name // '.new' // c_null_char, name // c_null_char)
  end subroutine put

end program main
