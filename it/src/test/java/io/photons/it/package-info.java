/** Tests of what is published: the public API, the POMs, and the jars in the hands of a user. */
package io.photons.it;
