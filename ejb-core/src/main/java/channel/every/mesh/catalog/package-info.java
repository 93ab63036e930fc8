/**
 * What stock players read before they play a clear broadcast: the tracks, their codecs and init segments, in the form of hang
 * (draft-lcurley-moq-hang) and in that of MSF (draft-ietf-moq-msf-01 with draft-ietf-moq-cmsf-01).
 */
@NullMarked
package channel.every.mesh.catalog;

import org.jspecify.annotations.NullMarked;
