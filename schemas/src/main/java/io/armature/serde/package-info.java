/**
 * Avro serdes for a schema registry that speaks Confluent's REST API, in Confluent's wire format and with its property
 * names.
 */
@NullMarked
package io.armature.serde;

import org.jspecify.annotations.NullMarked;
