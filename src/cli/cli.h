/* cli.h - the command line: `lode COMMAND ...`.
 * Results go to standard output, messages and progress to standard error. The returned number
 * is the exit code of DESIGN 5. */
#ifndef LODE_CLI_CLI_H
#define LODE_CLI_CLI_H

int cli_main(int argc, char **argv);

#endif
