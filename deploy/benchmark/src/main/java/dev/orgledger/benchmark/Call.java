package dev.orgledger.benchmark;

import java.io.IOException;

/** One request that must succeed. */
interface Call {

    void make() throws IOException;
}
