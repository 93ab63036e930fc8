/**
 * Program tables and time tables: PAT, PMT, ATSC PSIP (A/65) and DVB SI (EN 300 468), read and written.
 */
@NullMarked
package channel.every.psi;

import org.jspecify.annotations.NullMarked;
