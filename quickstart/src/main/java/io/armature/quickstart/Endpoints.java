package io.armature.quickstart;

/**
 * Where a running stack answers.
 *
 * @param planner base URL for submitting
 * @param assembler base URL for status, documents and progress
 */
record Endpoints(String planner, String assembler) {}
