"""What the hub does when it is asked, by subject; who may ask is settled before, by the route table."""
