import { runCommand } from './command';

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
// Nobody reads what is told besides (`2>&1 | head`): the output, which may go elsewhere, goes on.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** As in BSD's sysexits.h: the program itself is at fault, not what it was given, and no budget. */
const FAULT = 70;
process.on('uncaughtException', (error) => {
  process.stderr.write(
    `lrm-lens: a fault of the program itself:\n${error.stack ?? error.message}\n`,
  );
  process.exit(FAULT);
});

void runCommand(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
