/** Attempts at one stage of a blueprint: prompt, call, read, check, ask again; bounded by tries, money and time. */
@NullMarked
package io.armature.generation;

import org.jspecify.annotations.NullMarked;
