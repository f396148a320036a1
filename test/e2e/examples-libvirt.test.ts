import { afterAll } from 'vitest';
import { LibvirtSession } from '../contracts/libvirt-session.ts';
import { describeExamples } from './examples.ts';

// From here on this process is an ordinary user's: libvirt's session is none of root's.
const session = new LibvirtSession();

afterAll(() => session.close());

describeExamples('libvirt');
