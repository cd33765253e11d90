package dev.orgledger.benchmark;

/** Where figures go: what was measured, with the target where there is one. */
interface Figures {

    void fact(String what, String value);

    void atLeast(String what, double value, double target, String unit);

    void atMost(String what, double value, double target, String unit);
}
