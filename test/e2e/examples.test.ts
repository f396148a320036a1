import { describeExamples } from './examples.ts';

// Those that run for anybody; libvirt has a file of its own, as it wants a user of its own.
describeExamples('qemu');
describeExamples('uml');
